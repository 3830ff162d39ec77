package org.isoflop.interpreter.node.fit;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Keeping;
import org.isoflop.interpreter.node.LawCalls;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Standing;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitException;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.interval.Interval;
import org.isoflop.stdlib.judge.Finding;
import org.isoflop.stdlib.judge.Grouping;
import org.isoflop.stdlib.judge.Judge;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Draws;
import org.jspecify.annotations.Nullable;

/** {@code fit name = target ~ law(arguments) on table { options }}. */
public final class FitNode extends ExpressionNode {
    @Child private ExpressionNode table;
    @Child private ExpressionNode law;
    @Child private ExpressionNode target;
    @Children private final ExpressionNode[] arguments;
    @Child private FitOptionsNode options;
    private final Typing.TableScope columns;
    private final LawSignature signature;
    private final boolean rolledOut;

    public FitNode(Place place, ExpressionNode table, ExpressionNode law, ExpressionNode target, ExpressionNode[] arguments,
            FitOptionsNode options,
            Typing.TableScope columns, LawSignature signature, boolean rolledOut) {
        super(place);
        this.table = table;
        this.law = law;
        this.target = target;
        this.arguments = arguments;
        this.options = options;
        this.columns = columns;
        this.signature = signature;
        this.rolledOut = rolledOut;
    }

    /** Whether the study asks what fits to fewer rows would have said of the next. */
    boolean isRolledOut() {
        return rolledOut;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        TableValue rows = (TableValue) table.execute(frame);
        for (int i = 0; i < columns.slots().length; i++) {
            frame.setObject(columns.slots()[i], rows.columns().get(columns.names().get(i)));
        }
        LawValue fitted = LawCalls.law(law.execute(frame), this);
        Value observed = target.execute(frame);
        Value[] given = new Value[arguments.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = arguments[i].execute(frame);
        }
        FitOptionsNode.Chosen chosen = options.choose(frame, rows, fitted);
        return Run.of(this).evaluator().settle(frame, fit(rows, fitted, observed, given, chosen));
    }

    /** What the numeric work comes to. */
    private record Fitted(FitResult result, Judged judged) {
    }

    /** What is worked out of a fit. */
    private record Judged(@Nullable Draws draws, List<Finding> findings) {
    }

    @TruffleBoundary
    private Pending fit(TableValue table, LawValue law, Value observed, Value[] given, FitOptionsNode.Chosen chosen) {
        Map<String, List<String>> levels = FitInputs.levels(law, given);
        Lowered lowered = law.body().lowered(levels);
        double[][] inputs = FitInputs.columns(this, law, given, table.rows(), levels);
        double[] target = FitInputs.column(observed, law.signature().result(), table.rows());
        RowDraws drawn = FitInputs.draws(law, given, observed, table.rows());
        FitRows rows = FitRows.select(this, inputs, target, drawn, chosen, table.rows());
        List<Coefficient> coefficients = new ArrayList<>();
        Kernel prediction = FitInputs.prediction(this, law, lowered, coefficients);
        Interval.Plan plan = FitResampling.plan(chosen, rows, table, this, Run.of(this).draws());
        int resamples = plan == null || plan.scheme() == null ? 0 : plan.draws();
        FitProblem problem = problem(prediction, rows, coefficients, chosen);
        double work = Fitter.work(problem.rows(), problem.starts().descents(), resamples);
        FitOptions effort = fitting(work);
        RandomStream stream = RandomStream.of(Run.of(this).seed(), FitMembers.Source.stream(table, rows));
        int[] clusters = rows.clusters(chosen, table);
        List<@Nullable String> arguments = FitRows.quantities(law.signature());
        List<Grouping> groupings = FitGroups.of(table, rows);
        Kept<FitResult> found = Fitter.kept(problem, effort, work);
        Kept<Judged> judged = found.part(Judged.class, plan, stream, arguments, clusters, groupings, resamples);
        if (!found.isKnown() || !judged.isKnown()) {
            Run.of(this).work(work);
        }
        return new Pending(() -> {
            FitResult result = Fitter.fit(problem, effort, found);
            return new Fitted(result, judged.or(() -> {
                Draws draws = plan == null ? null : Interval.draws(result, plan, stream, effort);
                int failures = draws == null ? 0 : draws.failures();
                return new Judged(draws, Judge.findings(result, arguments, clusters, groupings, resamples, failures, effort));
            }));
        }, computed -> {
            if (!(computed instanceof Fitted(FitResult result, Judged(Draws draws, List<Finding> findings)))) {
                throw unfitted((RuntimeException) computed, Obstacles.of(problem, rows, arguments));
            }
            new FitLints(this, law.signature(), result, table, rows, clusters, arguments).warn(findings);
            new DataLints(this, law.signature(), result, table, rows).warn();
            new TargetLints(this, law.signature(), result, table, rows).warn();
            Standing.fitted(law, this, name());
            return new FitMembers(
                    new FitMembers.Source(name(), this, law, lowered, signature, table, rows, chosen, effort, result, draws)).value();
        });
    }

    /** @param obstacle what may be the cause, null if nobody knows */
    private RuntimeException unfitted(RuntimeException failure, @Nullable String obstacle) {
        if (!(failure instanceof FitException) && !(failure instanceof IllegalArgumentException)) {
            return failure;
        }
        Diagnostic diagnostic = Diagnostic.of(Code.BAD_VALUE, "`" + name() + "` cannot be fitted: " + failure.getMessage())
                .at(site().source(), site().span());
        Diagnostic explained = obstacle == null ? diagnostic : diagnostic.note(obstacle);
        return new StudyException(explained.fix("give bounds or `starts` at which the law has values in every row"), this);
    }

    @SuppressWarnings("NullAway") // of a record's constructor in another module it does not see which parameters may be null
    private FitProblem problem(Kernel prediction, FitRows rows, List<Coefficient> coefficients, FitOptionsNode.Chosen chosen) {
        if (rows.target().length < coefficients.size()) {
            throw wrong(Code.BAD_VALUE, rows.target().length + (rows.target().length == 1 ? " row does" : " rows do")
                    + " not determine " + coefficients.size() + " coefficients");
        }
        rows.check(this, chosen.residual());
        try {
            return new FitProblem(prediction, rows.columns(), rows.target(), rows.weights(), coefficients, chosen.residual(), chosen.loss(),
                    chosen.priors(coefficients), chosen.starts(coefficients, this));
        } catch (IllegalArgumentException exception) {
            throw unfitted(exception, null);
        }
    }

    /** About how much a fit of some rows from designed starts is. */
    static double work(double rows) {
        return Fitter.work(rows, Starts.DESIGNED, 0);
    }

    private FitOptions fitting(double work) {
        Run run = Run.of(this);
        return new FitOptions(run.threads(), run.ofItem(), Keeping.of(run, work));
    }

    /** Where what is fitted was written. */
    Place targetSite() {
        return target.site();
    }

    String name() {
        return Run.of(this).current().name();
    }
}
