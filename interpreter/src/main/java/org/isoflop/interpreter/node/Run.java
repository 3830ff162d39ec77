package org.isoflop.interpreter.node;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.keep.Keeper;
import org.jspecify.annotations.Nullable;

/** One run of a study: how it is run, what it announces, and what was found out, said and written. */
public final class Run implements Function.Surroundings {
    private final @Nullable TruffleLanguage<?> language;
    private final Settings settings;
    private final Cancellation cancellation;
    private final Evaluator evaluator;
    private Memory memory = new Memory();
    private int threads;
    private Repetition.Text text = new Repetition.Text(List.of(), 0);

    /** Files that take longer to read than another JVM to start, and about how long a short row is in them. */
    private static final long LARGE_FILE = 4_000_000;
    private static final long BYTES_OF_A_ROW = 32;

    private final Workload workload = new Workload();

    /** A warning and the items that were being evaluated when it was raised, the innermost first. */
    public record Warning(Diagnostic diagnostic, Set<Declaration> owners) {
    }

    /**
     * @param language of the polyglot context in which it takes place; null without one
     * @param cancellation ends the run from outside
     * @param lowerer makes the nodes of what is evaluated
     */
    public Run(@Nullable TruffleLanguage<?> language, Settings settings, Cancellation cancellation, Lowerer lowerer) {
        this.language = language;
        this.settings = settings;
        this.cancellation = cancellation;
        this.threads = settings.threads();
        this.evaluator = new Evaluator(this, lowerer);
    }

    public static Run of(Node node) {
        return ((StudyRoot) node.getRootNode()).run();
    }

    /** What works out the values of declarations. */
    public Evaluator evaluator() {
        return evaluator;
    }

    public Settings settings() {
        return settings;
    }

    /** What was found out so far. */
    public Memory memory() {
        return memory;
    }

    /** Goes on with another state of the study, or back to one. */
    public void remember(Memory other) {
        memory = other;
        evaluator.forget(other.named());
    }

    /** How much different text the study says that there is. */
    Repetition.Text text() {
        return text;
    }

    /** Notes how much that is, before what may go beyond it is evaluated. */
    void has(Repetition.Text different) {
        text = different;
    }

    /** How many threads what is evaluated now may use. */
    @Override
    public int threads() {
        return threads;
    }

    /** Sets how many threads each of several things that go on side by side may use, and gives the number of before. */
    int threadsEach(int now) {
        int before = threads;
        threads = now;
        return before;
    }

    @Override
    public Cancellation cancellation() {
        return ofItem();
    }

    /** The token of the whole run. */
    Cancellation token() {
        return cancellation;
    }

    /** Of the polyglot context in which it takes place; null without one. */
    public @Nullable TruffleLanguage<?> language() {
        return language;
    }

    @Override
    public long seed() {
        return settings.seed();
    }

    @Override
    public int draws() {
        return settings.draws();
    }

    @Override
    public double level() {
        return settings.level();
    }

    @Override
    public int rows() {
        return evaluator.rows();
    }

    /** The token for the work of the item that is being evaluated; what goes on side by side is told of by rows alone. */
    public Cancellation ofItem() {
        Declaration item = evaluator.underWay().peek();
        String whose = item == null ? "" : item.name() + ": ";
        return threads < settings.threads()
                ? cancellation
                : cancellation.telling((work, done, of) -> settings.progress().reached(whose + work, done, of));
    }

    /** Tells how many rows of a table have one of an item that each of them needs. */
    void reached(Instance each, long done, long of) {
        settings.progress().reached(each.declaration().name() + ": rows", done, of);
    }

    /** Raises a warning; of those with one code at one place the first stays. What is only supposed raises none. */
    public void warn(Diagnostic diagnostic) {
        if (!evaluator.supposes()) {
            memory.warnings().raise(diagnostic, evaluator.underWay(), evaluator.cause());
        }
    }

    /** Raises a warning of an item that was evaluated before. */
    public void warn(Diagnostic diagnostic, Instance of) {
        evaluator.as(of, () -> warn(diagnostic));
    }

    public List<Warning> warnings() {
        return memory.warnings().all();
    }

    /**
     * Announces work before it begins: evaluations of a kernel on a row. Where it adds up to more than this JVM is meant
     * for, the run ends at once, so that another one can do it. What cannot end within the limit of time is not begun.
     */
    @Override
    public void work(double evaluations) {
        double before = workload.announced();
        workload.announce(evaluations);
        if (isTooMuch()) {
            cancellation.cancel();
            throw new IllegalStateException("large work");
        }
        try {
            foresee(workload.announced() - before, settings.threads());
        } catch (StudyException refused) {
            workload.withdraw(before);
            throw refused;
        }
    }

    /**
     * Foresees work on columns of a table before it begins, for all rows alike that need such a table. It is done by one thread, and no
     * faster in another JVM.
     *
     * @throws StudyException if it cannot end within the limit of time
     */
    public void columns(double evaluations) {
        foresee(evaluations * workload.scope().rows(), 1);
    }

    private void foresee(double evaluations, int by) {
        Declaration item = evaluator.underWay().peek();
        Diagnostic refusal = Forecast.refusal(item == null ? "this" : "`" + item.name() + "`", evaluations, by, settings.limits());
        if (refusal != null) {
            throw new StudyException(item == null ? refusal : refusal.at(item.source(), item.item().name().span()), null);
        }
    }

    /**
     * Notes that a file is read for the items that are being evaluated.
     *
     * @return how it was when the first of them read it, so that all see the same
     */
    public FileState reads(Path file) {
        return memory.read(file, evaluator.underWay());
    }

    /** Whether the hash of a file that is read is still to be worked out, for results to tell what they rest on. */
    public boolean traces(Path file) {
        return settings.traces() && !memory.isHashed(file);
    }

    /** Notes the hash of a file that was read; the end of the run waits for it. */
    public void hashed(Path file, Memory.PendingHash hash) {
        memory.hashed(file, hash);
    }

    /** @param patiently whether the hashes of files are waited for that are not known yet, or a run that was stopped ends without */
    void settle(boolean patiently) {
        for (Path file : memory.unsettled()) {
            try {
                memory.settle(file, patiently);
            } catch (StudyException failure) {
                failed(failure);
            }
        }
    }

    /**
     * Announces what fitting the table of a file may take before the file is read, if it is so large that it had better not be
     * read by two JVMs.
     */
    public void foresee(InputFile file) {
        long bytes = 0;
        try {
            bytes = settings.patience() < Double.POSITIVE_INFINITY ? file.size() : 0;
        } catch (IOException unreadable) {
            // Whoever reads it will say so.
        }
        double expected = bytes > LARGE_FILE ? Fitter.work(bytes / (double) BYTES_OF_A_ROW, Starts.DESIGNED, 0) : 0;
        // Less is announced by the fit itself, and would count twice.
        if (expected > settings.patience()) {
            work(expected);
        }
    }

    @Override
    public Keeper keeper(double evaluations) {
        return Keeping.of(this, evaluations);
    }

    /** What was announced, to say for how many rows alike that stands. */
    Workload workload() {
        return workload;
    }

    /** How many evaluations were announced. */
    public double work() {
        return workload.announced();
    }

    /** Whether the run ended because its work is too large for this JVM. */
    public boolean isTooMuch() {
        return workload.announced() > settings.patience();
    }

    /** The declaration that is being evaluated. */
    public Declaration current() {
        Declaration current = evaluator.underWay().peek();
        if (current == null) {
            throw new IllegalStateException("nothing is being evaluated");
        }
        return current;
    }

    /** Notes a mistake, once for all that need what failed. */
    void failed(StudyException failure) {
        for (StudyException known : memory.failures()) {
            if (known.diagnostic().equals(failure.diagnostic())) {
                return;
            }
        }
        memory.failures().add(failure);
    }

    /** The mistakes that stopped items or outputs. */
    public List<StudyException> failures() {
        return memory.failures();
    }

    public void gave(Output output) {
        memory.gave(output, evaluator.cause());
    }

    /** What the outputs performed so far came to, in order. */
    public List<Output> outputs() {
        return memory.outputs();
    }

    /** Takes a file for an output; two of one name are a mistake. */
    public void claim(Path file, ExpressionNode node) {
        if (!memory.claimed().add(file.normalize())) {
            throw node.wrong(Code.WRITE_FAILED, settings.outputFolder().relativize(file), "another output has this name");
        }
    }

    /** A name for an output that has none of its own: {@code frontier.svg}, then {@code frontier-2.svg}. */
    public String freeName(String item, String ending) {
        String name = item + ending;
        for (int i = 2; !memory.claimed().add(settings.outputFolder().resolve(name).normalize()); i++) {
            name = item + "-" + i + ending;
        }
        return name;
    }
}
