package org.isoflop.repl.command;

import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.jspecify.annotations.Nullable;

/** The interpreter itself. */
final class EngineStudies implements Studies {
    @Override
    public List<Diagnostic> check(Path file, RunOptions options) {
        return Engine.check(file, options).diagnostics();
    }

    @Override
    public Result run(Path file, RunOptions options) {
        return Engine.run(file, options);
    }

    @Override
    public Account account(Path file, RunOptions options) {
        return Engine.account(file, options);
    }

    @Override
    public Result evaluate(String expression, @Nullable Path use, Path folder, RunOptions options) {
        return Engine.evaluate(expression, use, folder, options);
    }

    @Override
    public @Nullable String describe(String name, @Nullable Path use) {
        return Engine.describe(name, use);
    }

    @Override
    public String index() {
        return Engine.index();
    }

    @Override
    public @Nullable String meant(String name, @Nullable Path use) {
        return Engine.meant(name, use);
    }
}
