package org.isoflop.grammar.parse;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.isoflop.grammar.antlr.StudyParser;

/** The generated parser, stopped before deep nesting can exhaust the stack. */
final class BoundedParser extends StudyParser {
    /** Two hundred brackets: each passes through fourteen rules. */
    static final int DEEPEST = 2_900;

    private int depth;

    BoundedParser(TokenStream input) {
        super(input);
        removeErrorListeners();
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        if (++depth > DEEPEST) {
            throw new TooDeep(getCurrentToken());
        }
        super.enterRule(context, state, rule);
    }

    @Override
    public void exitRule() {
        depth--;
        super.exitRule();
    }

    @Override
    public void reset() {
        depth = 0;
        super.reset();
    }

    /** Nesting or a chain of operators went deeper than anything that is written by hand. */
    static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Token token;

        TooDeep(Token token) {
            super("nested too deeply", null, false, false);
            this.token = token;
        }

        Token token() {
            return token;
        }
    }
}
