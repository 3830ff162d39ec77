package org.isoflop.interpreter.language;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** A plain polyglot host without any permission. */
final class Host implements AutoCloseable {
    private static final Engine ENGINE = Engine.newBuilder("isoflop").option("engine.WarnInterpreterOnly", "false").build();
    private final Context context = Context.newBuilder("isoflop").engine(ENGINE).build();

    /** The items of a study by name. */
    Value run(String study) {
        return context.eval(Source.newBuilder("isoflop", study, "host.study").buildLiteral());
    }

    /** The value of an expression. */
    Value value(String expression) {
        return run("let x = " + expression).getMember("x");
    }

    Context context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
