package org.isoflop.grammar.parse;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Stops at the first mistake; invents and drops no token. What may stand at the place of the mistake is known from the
 * states that the parser asks about while it looks at one token: each loop and option it leaves names its own words.
 */
final class StrictErrors extends DefaultErrorStrategy {
    private final IntervalSet acceptable = new IntervalSet();
    private final boolean thorough;
    private int at = -1;

    /** Only a thorough strategy can tell what was acceptable; the other is for the first, hopeful parse. */
    StrictErrors(boolean thorough) {
        this.thorough = thorough;
    }

    @Override
    public void sync(Parser parser) {
        if (thorough) {
            note(parser);
        }
    }

    private void note(Parser parser) {
        int index = parser.getInputStream().index();
        if (index != at) {
            at = index;
            acceptable.clear();
        }
        acceptable.addAll(parser.getATN().nextTokens(parser.getATN().states.get(parser.getState())));
    }

    @Override
    public void recover(Parser parser, RecognitionException mistake) {
        throw new ParseCancellationException(mistake);
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new ParseCancellationException(new InputMismatchException(parser));
    }

    /** The tokens that could have stood where the parse stopped. */
    IntervalSet acceptable(Parser parser, RecognitionException mistake) {
        ATN atn = parser.getATN();
        Token offending = mistake.getOffendingToken();
        IntervalSet result = new IntervalSet();
        if (offending.getTokenIndex() == at) {
            result.addAll(acceptable);
        }
        if (mistake instanceof NoViableAltException dead && dead.getDeadEndConfigs() != null) {
            for (ATNConfig config : dead.getDeadEndConfigs()) {
                result.addAll(atn.nextTokens(config.state));
            }
        } else if (mistake.getOffendingState() >= 0) {
            result.addAll(atn.nextTokens(atn.states.get(mistake.getOffendingState())));
        }
        if (result.contains(Token.EPSILON)) {
            result.remove(Token.EPSILON);
        }
        return result;
    }
}
