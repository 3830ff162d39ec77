package org.isoflop.repl.command;

import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.jspecify.annotations.Nullable;

/** What the verbs ask of the interpreter. */
interface Studies {
    /** Names, units and shapes of a study; nothing runs. */
    List<Diagnostic> check(Path file, RunOptions options);

    Result run(Path file, RunOptions options);

    /** The same, with everything there is to tell of it. */
    Account account(Path file, RunOptions options);

    /** The value of an expression as the only output of a result. */
    Result evaluate(String expression, @Nullable Path use, Path folder, RunOptions options);

    /** What is to be said about a name, in Markdown; null where nothing has it. */
    @Nullable
    String describe(String name, @Nullable Path use);

    /** All that is described without a study, by kind, a line each. */
    String index();

    /** What was probably meant by a name that nothing has, as a question; null where nothing is near. */
    @Nullable
    String meant(String name, @Nullable Path use);
}
