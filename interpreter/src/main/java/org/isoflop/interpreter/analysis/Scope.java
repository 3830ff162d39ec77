package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.Type;
import org.jspecify.annotations.Nullable;

/** The locals that an expression sees, inner ones hiding outer ones. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Local> locals = new HashMap<>();
    private final Map<String, Doubt> doubts = new HashMap<>();
    private final Frame frame;

    /** A name that is neither declared at top level nor built in. */
    record Local(String name, Type type, int slot) {
    }

    /** Why a local does not go by its plain name: what else it may mean, and how to say which. */
    record Doubt(String message, String fix) {
    }

    /** Counts the locals of one body. */
    static final class Frame {
        private int size;

        int next() {
            return size++;
        }

        int size() {
            return size;
        }
    }

    private Scope(@Nullable Scope outer, Frame frame) {
        this.outer = outer;
        this.frame = frame;
    }

    static Scope body(Frame frame) {
        return new Scope(null, frame);
    }

    Scope inner() {
        return new Scope(this, frame);
    }

    Frame frame() {
        return frame;
    }

    Local declare(String name, Type type) {
        Local local = new Local(name, type, frame.next());
        locals.put(name, local);
        return local;
    }

    /** Gives a local that exists already a further name or another type. */
    void alias(String name, Local local) {
        locals.put(name, local);
    }

    @Nullable
    Local find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Local local = scope.locals.get(name);
            if (local != null) {
                return local;
            }
        }
        return null;
    }

    /** Makes the plain name of a local a mistake. */
    void doubt(String name, String message, String fix) {
        doubts.put(name, new Doubt(message, fix));
    }

    /** Why the local that {@link #find} gives does not go by this name, null where it does. */
    @Nullable
    Doubt doubt(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.locals.containsKey(name)) {
                return scope.doubts.get(name);
            }
        }
        return null;
    }

    boolean declaresItself(String name) {
        return locals.containsKey(name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.locals.keySet());
        }
        return names;
    }
}
