package org.isoflop.repl.command;

import java.util.List;
import org.isoflop.interpreter.node.Limit;
import org.jspecify.annotations.Nullable;

/** What may stand on a command line at the place of an operand or of an option's value, as its usage shows it. */
sealed interface Expected {
    /** Something that nobody can foresee, or nothing at all. */
    record Anything() implements Expected {
    }

    /** @param open whether each goes on behind it: {@code time=} */
    record Words(List<String> words, boolean open) implements Expected {
    }

    record File() implements Expected {
    }

    record Folder() implements Expected {
    }

    static Expected by(Option option) {
        if (option.equals(Option.LIMIT)) {
            return new Words(Limit.words().stream().map(word -> word + "=").toList(), true);
        }
        return of(option.value());
    }

    static Expected operand(Usage usage) {
        return of(usage.operands());
    }

    private static Expected of(@Nullable String shown) {
        String bare = shown == null ? "" : shown.replaceAll("[\\[\\]…]", "");
        return switch (bare) {
            case "FILE", "PATH", "RESULT" -> new File();
            case "DIR" -> new Folder();
            default -> bare.contains("|") ? new Words(List.of(bare.split("\\|")), false) : new Anything();
        };
    }
}
