package org.isoflop.repl.command;

import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.Ink.Role;

/** What {@code --help} prints. */
final class Help {
    private Help() {
    }

    static String text(Ink ink) {
        StringBuilder text = new StringBuilder("Isoflop runs studies of neural scaling laws.\n\n");
        int width = 0;
        for (Verb verb : Verbs.ALL) {
            width = Math.max(width, head(verb.usage()).length());
        }
        for (Verb verb : Verbs.ALL) {
            String head = head(verb.usage());
            text.append("  ").append(ink.of(Role.STRONG, head)).repeat(" ", width - head.length() + 2);
            text.append(verb.usage().summary()).append('\n');
        }
        text.append("\nEvery command has --help. `isoflop --version` prints the version.\n\nExit codes\n");
        for (String exit : new String[] {Usage.EXIT_WELL, "1   an expectation failed, or with `fmt --check` a file would change",
            Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT, Usage.EXIT_FAULT}) {
            text.append("  ").append(exit).append('\n');
        }
        return text.toString();
    }

    private static String head(Usage usage) {
        return "isoflop " + usage.verb() + " " + usage.operands();
    }

    static String text(Usage usage, Ink ink) {
        StringBuilder text = new StringBuilder();
        text.append(ink.of(Role.STRONG, usage.line())).append("\n\n").append(usage.documentation()).append("\n\nOptions\n");
        int width = 0;
        for (Option option : Arguments.all(usage)) {
            width = Math.max(width, head(option).length());
        }
        for (Option option : Arguments.all(usage)) {
            text.append("  ").append(head(option)).repeat(" ", width - head(option).length() + 2);
            text.append(option.documentation()).append('\n');
        }
        text.append("\nExit codes\n");
        for (String exit : usage.exits()) {
            text.append("  ").append(exit).append('\n');
        }
        return text.toString();
    }

    private static String head(Option option) {
        return option.value() == null ? option.name() : option.name() + " " + option.value();
    }
}
