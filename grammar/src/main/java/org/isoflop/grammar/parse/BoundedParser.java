package org.isoflop.grammar.parse;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.isoflop.grammar.antlr.StudyParser;

/** The generated parser, stopped before deep nesting can exhaust the stack, and when nobody waits for it any more. */
final class BoundedParser extends StudyParser {
    private final Bounds bounds;
    private int depth;

    BoundedParser(TokenStream input, Bounds bounds) {
        super(input);
        this.bounds = bounds;
        removeErrorListeners();
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        bounds.poll().run();
        if (++depth > bounds.rules()) {
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
