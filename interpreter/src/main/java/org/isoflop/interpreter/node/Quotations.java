package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Constants;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Publications;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Text;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/**
 * Compares laws whose constants stand in a study with those of the library: one that becomes a published law if single constants are put
 * right was quoted wrongly. Forms are compared by what they give, so that it does not matter how they are written.
 */
final class Quotations {
    /** Below this share of the result, rounding a constant changes nothing that anybody could measure. */
    private static final double HARMLESS = 1e-4;
    /** Two numbers that differ by less may be meant to be one. */
    private static final double CLOSE = 0.2;
    private static final String SOURCE = "source";
    /** Two numbers that differ by less are one, to the digits that are usually printed. */
    private static final double AS_PRINTED = 1e-3;
    /** Whoever says that he worked constants out himself takes none from the paper that he names. */
    private static final Set<String> OWN = Set.of("recomputed", "derived");

    private final Run run;
    private final Checker checker;
    private final Citations citations;

    Quotations(Run run, Checker checker) {
        this.run = run;
        this.checker = checker;
        this.citations = new Citations(checker);
    }

    /** A number of the study and where it stands. */
    private record Typed(double value, Span span) {
    }

    /** A law of the library by the name that reaches it. */
    private record Published(String path, Quoted law) {
        String module() {
            return path.substring(0, path.lastIndexOf('.'));
        }

        /** The name of the paper's module: {@code kaplan2020}. */
        String paper() {
            return module().substring(module().indexOf('.') + 1);
        }

        boolean has(double number) {
            return Arrays.stream(law.coefficients()).anyMatch(each -> Quoted.isSame(each, number));
        }
    }

    /** A published law that a law of the study comes near to, and by place the coefficients that were typed otherwise. */
    private record Near(Published of, Map<Integer, Typed> slips) {
        double printed(int place) {
            return of.law.coefficients()[place];
        }
    }

    /** Judges the laws of the study that were evaluated, and the allocations that decide by them. */
    void judge() {
        for (Instance instance : List.copyOf(run.memory().evaluated())) {
            Diagnostic said = instance.declaration().item() instanceof Item.Allocate allocate && instance.declaration().module().isStudy()
                    ? outdated(instance, allocate)
                    : judge(instance);
            if (said != null) {
                run.warn(said, instance);
            }
        }
    }

    /** A law of the study whose constants are all its own; null if it is none. */
    private @Nullable LawValue own(Instance instance) {
        Declaration declaration = instance.declaration();
        return declaration.module().isStudy() && declaration.item() instanceof Item.Law item
                && run.evaluator().known(instance) instanceof LawValue law && law.isExecutable() && !law.isFitted() && isOwn(item, instance)
                        ? law
                        : null;
    }

    /** Whether a law has no constants but its own: none of a law that it is made of. */
    private static boolean isOwn(Item.Law item, Instance instance) {
        return item.parameters() != null || item.body() instanceof Expression.With with
                && instance.typing().type(with.target()) instanceof Type.LawOf(LawSignature form)
                && form.coefficients().stream().allMatch(LawSignature.Coefficient::free);
    }

    private @Nullable Diagnostic judge(Instance instance) {
        LawValue law = own(instance);
        Declaration declaration = instance.declaration();
        if (law == null || !(declaration.item() instanceof Item.Law item)) {
            return null;
        }
        List<Typed> typed = typed(item);
        Quoted own = typed.size() < 2 ? null : quoted(law);
        if (own == null) {
            return null;
        }
        List<Published> published = published(typed);
        List<Near> near = published.stream().map(each -> near(each, own, typed, published)).filter(Objects::nonNull).toList();
        List<Near> exact = near.stream().filter(found -> found.slips.isEmpty()).toList();
        if (!exact.isEmpty()) {
            List<Published> equal = exact.stream().map(Near::of).toList();
            Diagnostic elsewhere = elsewhere(declaration, item, law, equal);
            return elsewhere == null ? atHand(declaration, item, equal) : elsewhere;
        }
        Diagnostic slipped = near.stream().min(Comparator.comparingInt(found -> found.slips.size()))
                .map(found -> slipped(declaration, found, published, own)).orElse(null);
        Diagnostic formed = near.isEmpty() && !OWN.contains(word(law, "evidence"))
                ? misformed(declaration, item, published, typed, own)
                : slipped;
        return formed == null ? foreign(declaration, item, law, own) : formed;
    }

    /** A law that names a paper which has laws of the same quantities, and a constant that is nowhere in it. */
    private @Nullable Diagnostic foreign(Declaration declaration, Item.Law item, LawValue law, Quoted own) {
        List<String> papers = OWN.contains(word(law, "evidence")) ? List.of() : citations.named(word(law, SOURCE));
        List<Quoted> alike = papers.stream().flatMap(paper -> checker.publishedBy(paper).stream()).map(this::quoted)
                .filter(each -> each != null && each.takesTheSame(own)).toList();
        if (alike.isEmpty()) {
            return null;
        }
        Set<Double> printed = new HashSet<>();
        papers.forEach(paper -> printed.addAll(Publications.numbers(paper)));
        alike.forEach(each -> Arrays.stream(each.coefficients()).map(Math::abs).forEach(printed::add));
        List<Typed> typed = new ArrayList<>();
        Within.of(item).stream().filter(part -> part != item.meta()).forEach(part -> numbers(part, typed));
        return typed.stream()
                .filter(each -> Publications.digits(each.value) > 0 && printed.stream().noneMatch(other -> isPrinted(other, each)))
                .findFirst().map(each -> Diagnostic
                        .of(Code.MISQUOTED,
                                "`" + declaration + "` names " + word(law, SOURCE) + ", and " + Slip.digits(each.value, each.value)
                                        + " is none of the constants that `"
                                        + String.join("` and `", papers.stream().map(paper -> "laws." + paper).toList())
                                        + "` has from there")
                        .at(declaration.source(), each.span)
                        .fix("`isoflop doc " + "laws." + papers.getFirst()
                                + "` lists what was published; if the number is your own, say so: `evidence: recomputed`"))
                .orElse(null);
    }

    /** Whether a number is one that is printed, to fewer digits or to more. */
    private static boolean isPrinted(double printed, Typed typed) {
        double value = Math.abs(typed.value);
        return Math.abs(value / printed - 1) < AS_PRINTED || Slip.of(printed, value) == Slip.ROUNDED
                || Publications.digits(printed) > 0 && Slip.of(value, printed) == Slip.ROUNDED;
    }

    /** The laws that may be meant by some numbers and take the same as a law of the study. */
    private List<Published> published(List<Typed> typed) {
        List<Published> published = new ArrayList<>();
        for (Instance instance : checker.published(typed.stream().map(Typed::value).toList())) {
            Quoted law = quoted(instance);
            if (law != null) {
                published.add(new Published(path(instance.declaration()), law));
            }
        }
        return published;
    }

    private static void numbers(Expression expression, List<Typed> typed) {
        Double value = Constants.number(expression);
        if (value != null && value != 0) {
            typed.add(new Typed(value, expression.span()));
        }
        Within.of(expression).forEach(inner -> numbers(inner, typed));
    }

    /** How a law comes near to a published one, null if it does not. */
    private static @Nullable Near near(Published published, Quoted own, List<Typed> typed, List<Published> others) {
        Quoted law = published.law;
        if (!law.takesTheSame(own) || law.coefficients().length < 2) {
            return null;
        }
        List<Typed> left = new ArrayList<>(typed);
        List<Integer> open = new ArrayList<>();
        int told = 0;
        for (int place = 0; place < law.coefficients().length; place++) {
            double printed = law.coefficients()[place];
            left.removeIf(each -> Quoted.isSame(each.value, printed));
            if (typed.stream().anyMatch(each -> Quoted.isSame(each.value, printed))) {
                told += Publications.digits(printed);
            } else {
                open.add(place);
            }
        }
        if (told < Publications.ENOUGH) {
            return null;
        }
        Map<Integer, Typed> slips = new LinkedHashMap<>();
        for (int place : open) {
            double printed = law.coefficients()[place];
            left.stream().filter(each -> Slip.of(printed, each.value) == Slip.ROUNDED
                    || open.size() == 1 && (isSlip(printed, each.value) || isOfAnother(published, each.value, others)))
                    .filter(each -> open.size() > 1 || law.with(Map.of(place, each.value)).gives(own))
                    .findFirst().ifPresent(each -> slips.put(place, each));
        }
        return slips.size() == open.size() && law.with(values(slips)).gives(own) ? new Near(published, slips) : null;
    }

    /** A law that has all the constants of a published one and no other number that tells anything, and gives something else. */
    private static @Nullable Diagnostic misformed(Declaration declaration, Item.Law item, List<Published> published, List<Typed> typed,
            Quoted own) {
        List<Double> values = typed.stream().map(Typed::value).toList();
        return published.stream().filter(each -> each.law.takesTheSame(own) && Misformed.hasOnlyThese(each.law.coefficients(), values))
                .findFirst().map(each -> Misformed.of(declaration, item, each.path, each.law, own)).orElse(null);
    }

    private static boolean isSlip(double printed, double typed) {
        return Slip.of(printed, typed) != Slip.OTHER || Math.abs(typed / printed - 1) < CLOSE;
    }

    /** Whether a number is one of another law of the same paper. */
    private static boolean isOfAnother(Published published, double number, List<Published> others) {
        return others.stream().anyMatch(other -> other != published && other.module().equals(published.module()) && other.has(number));
    }

    private static Map<Integer, Double> values(Map<Integer, Typed> slips) {
        Map<Integer, Double> values = new LinkedHashMap<>();
        slips.forEach((place, typed) -> values.put(place, typed.value));
        return values;
    }

    /** A law that cannot be applied says so where it is; nothing is compared with it. */
    private static @Nullable Quoted quoted(LawValue law) {
        try {
            return Quoted.of(law);
        } catch (StudyException failed) {
            return null;
        }
    }

    private @Nullable Quoted quoted(Instance published) {
        try {
            return run.evaluator().value(published) instanceof LawValue law && law.isExecutable() ? Quoted.of(law) : null;
        } catch (StudyException failed) {
            throw new IllegalStateException("a law of the library has no value: " + published, failed);
        }
    }

    private static String path(Declaration declaration) {
        String file = declaration.source().name();
        return file.substring(0, file.lastIndexOf('.')).replace('/', '.') + "." + declaration.name();
    }

    /** A law that is published but for a number, or some. */
    private @Nullable Diagnostic slipped(Declaration declaration, Near near, List<Published> known, Quoted own) {
        double distance = near.of.law.distance(own);
        List<String> said = new ArrayList<>();
        boolean rounded = true;
        for (Map.Entry<Integer, Typed> slip : near.slips.entrySet()) {
            double printed = near.printed(slip.getKey());
            double typed = slip.getValue().value;
            Slip kind = Slip.of(printed, typed);
            rounded &= kind == Slip.ROUNDED;
            String other = kind == Slip.OTHER ? of(near.of, typed, known) : kind.words();
            said.add("`" + near.of.law.name(slip.getKey()) + "` is " + Slip.digits(printed, typed) + " there and "
                    + Slip.digits(typed, typed) + " here"
                    + (other.isEmpty() ? "" : ", " + other));
        }
        if (rounded && distance < HARMLESS) {
            return null;
        }
        return Diagnostic
                .of(Code.MISQUOTED,
                        String.format(Locales.NONE, "`%s` is `%s` but for %s: %s; what it gives is up to %.2g %% off", declaration,
                                near.of.path, said.size() == 1 ? "a number" : "some numbers", String.join("; ", said), 100 * distance))
                .at(declaration.source(), near.slips.values().iterator().next().span)
                .fix((isUsed(declaration, near.of) ? "call `" : "`use " + near.of.module() + "` and call `")
                        + near.of.path.substring(near.of.module().lastIndexOf('.') + 1)
                        + "`, or say in an `accept` why this one is another");
    }

    /** Whose a number is instead: another law of the paper. */
    private static String of(Published published, double number, List<Published> others) {
        return others.stream().filter(other -> other != published && other.module().equals(published.module()) && other.has(number))
                .findFirst()
                .map(other -> "that of `" + other.path + "`").orElse("");
    }

    /** A law that is published, and said to be somebody else's. */
    private @Nullable Diagnostic elsewhere(Declaration declaration, Item.Law item, LawValue law, List<Published> equal) {
        String source = word(law, SOURCE);
        if (equal.stream().anyMatch(published -> Citations.isOf(source, published.paper(), published.law.source()))
                || !citations.namesAny(source)) {
            return null;
        }
        Published first = equal.getFirst();
        Span place = item.meta() == null
                ? item.name().span()
                : item.meta().entries().stream().filter(entry -> entry.name().text().equals(SOURCE)).map(Expression.Entry::span).findFirst()
                        .orElse(item.name().span());
        return Diagnostic.of(Code.MISQUOTED, "`" + declaration + "` is `" + first.path + "`, and names another source")
                .at(declaration.source(), place).note("those constants were published in " + first.law.source());
    }

    /** What is said of an allocation that decides by a law which is published, and was corrected since; null of others. */
    private @Nullable Diagnostic outdated(Instance plan, Item.Allocate allocate) {
        for (Instance used : Instance.reached(plan.uses())) {
            LawValue law = own(used);
            Published old = law == null || !(used.declaration().item() instanceof Item.Law item) ? null : corrected(law, typed(item));
            if (old != null) {
                return Diagnostic
                        .of(Code.SUPERSEDED, "the allocation decides by `" + used + "`, which is `" + old.path + "`, and `"
                                + old.law.supersededBy() + "` supersedes that")
                        .at(plan.declaration().source(), allocate.name().span());
            }
        }
        return null;
    }

    /** The published law that a law of certain constants is, where another corrects it. */
    private @Nullable Published corrected(LawValue law, List<Typed> typed) {
        Quoted own = typed.size() < 2 ? null : quoted(law);
        if (own == null || own.isUncertain()) {
            return null;
        }
        List<Published> published = published(typed);
        return published.stream().filter(each -> !each.law.supersededBy().isEmpty())
                .filter(each -> near(each, own, typed, published) instanceof Near found && found.slips.isEmpty()).findFirst().orElse(null);
    }

    private static List<Typed> typed(Item.Law item) {
        List<Typed> typed = new ArrayList<>();
        Within.of(item).forEach(expression -> numbers(expression, typed));
        return typed;
    }

    /** A law whose constants were typed though the study uses the module that has it. */
    private static @Nullable Diagnostic atHand(Declaration declaration, Item.Law item, List<Published> equal) {
        return equal.stream().filter(published -> isUsed(declaration, published)).findFirst()
                .map(published -> Diagnostic.of(Code.MISQUOTED, "`" + declaration + "` is `" + published.path + "`, typed by hand")
                        .at(declaration.source(), item.name().span())
                        .fix("call that of the library: it has its source, the ranges that it holds on, and says what came after it"))
                .orElse(null);
    }

    /** Whether the study uses the module of a published law. */
    private static boolean isUsed(Declaration declaration, Published published) {
        return declaration.module().syntax().items().stream()
                .anyMatch(other -> other instanceof Item.Use use && use.path() != null && isPart(published, use.path()));
    }

    private static boolean isPart(Published published, List<Name> path) {
        return (published.path + ".").startsWith(path.stream().map(Name::text).collect(Collectors.joining(".")) + ".");
    }

    private static String word(LawValue law, String member) {
        return law.member(member) instanceof Text text ? text.value() : "";
    }
}
