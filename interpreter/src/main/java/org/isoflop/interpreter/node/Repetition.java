package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.StatedText;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.StudyException;

/** Says so where a law that counts every token as fresh is asked for more of them than the text of the study has in four epochs. */
public final class Repetition {
    /** Repeating a text so often is nearly as good as fresh text (Muennighoff et al. 2023, arXiv 2305.16264, section 6). */
    public static final double FREE_EPOCHS = 4;
    /** Beyond so many an epoch is worth little more than a third of a fresh one (the same, equation 5 with its constant of 15.4 repeats). */
    public static final double SPENT_EPOCHS = 16;
    private static final String TOKEN = "token";

    private Repetition() {
    }

    /**
     * The different text of a study.
     *
     * @param stated the quantities that say how much there is
     * @param tokens what they come to together
     */
    record Text(List<Instance> stated, double tokens) {
        /** What a study says of its text; what has no value says nothing, and fails where it is asked for. */
        static Text of(Run run, Collection<Instance> stated) {
            List<Instance> known = new ArrayList<>();
            double tokens = 0;
            for (Instance each : stated) {
                try {
                    if (run.evaluator().value(each) instanceof Quantity quantity && quantity.point() > 0) {
                        known.add(each);
                        tokens += quantity.point();
                    }
                } catch (StudyException failed) {
                    run.failed(failed);
                }
            }
            return new Text(known, tokens);
        }
    }

    /** Whether the study says how much different text there is. */
    public static boolean matters(ExpressionNode node) {
        return !Run.of(node).text().stated().isEmpty();
    }

    /** @param inputs the arguments in the law's units, vectors part by part */
    static void called(LawValue law, Numbers[] inputs, ExpressionNode node) {
        Run run = Run.of(node);
        Text text = run.text();
        if (!matters(node) || StatedText.takes(law.signature())) {
            return;
        }
        int at = 0;
        for (LawSignature.Argument argument : law.signature().arguments()) {
            if (argument.parts().isEmpty() && argument.kind() == LawSignature.Kind.QUANTITY && isTokens(argument.unit())) {
                double most = 0;
                for (double value : inputs[at].points()) {
                    most = Math.max(most, value * argument.unit().scale());
                }
                if (most > FREE_EPOCHS * text.tokens() && !StatedText.isTold(uses(run))) {
                    warn(law, argument, most, text, node);
                }
            }
            at += Math.max(1, argument.parts().size());
        }
    }

    /** The same at the solution of an allocation. One that decides without the text at all was told so when it was checked. */
    public static void decided(LawValue law, Numbers[] inputs, ExpressionNode node) {
        Run run = Run.of(node);
        if (StatedText.reaches(uses(run), run.text().stated()::contains)) {
            called(law, inputs, node);
        }
    }

    private static boolean isTokens(Unit unit) {
        return unit.factors().size() == 1 && unit.factors().getFirst().exponent() == 1
                && unit.factors().getFirst().unit().name().equals(TOKEN);
    }

    private static Collection<Instance> uses(Run run) {
        return switch (run.evaluator().cause()) {
            case Instance instance -> instance.uses();
            case Statement statement -> statement.uses();
            case null, default -> List.of();
        };
    }

    private static void warn(LawValue law, LawSignature.Argument argument, double most, Text text, ExpressionNode node) {
        String first = text.stated().getFirst().toString();
        List<String> names = text.stated().stream().map(Object::toString).toList();
        double epochs = most / text.tokens();
        Diagnostic said = Diagnostic.of(Code.MANY_EPOCHS, "`" + law.signature().name() + "` is used at " + argument.name() + " = "
                + Display.DEFAULT.quantity(argument.unit(), most) + ", " + Display.DEFAULT.quantity(Unit.NONE, epochs) + " times the "
                + Display.DEFAULT.quantity(argument.unit(), text.tokens()) + " of text that there are by " + Phrases.names(names)
                + ", and counts every token as fresh");
        node.warn((epochs <= SPENT_EPOCHS
                ? said
                : said.note("beyond sixteen epochs one is worth little more than a third of a fresh one"))
                .fix("use a law of repeated data, such as `laws.muennighoff2023.data_constrained(N, D, " + first
                        + ")`, or say in an `accept` which other text is meant"));
    }
}
