package org.isoflop.repl.command;

import java.util.List;

/** The script for fish, a line for each thing that may be written. */
final class FishCompletion {
    private FishCompletion() {
    }

    static String script() {
        StringBuilder text = new StringBuilder("# Completion of isoflop for fish: isoflop completion fish | source\n");
        text.append("complete -c isoflop -f\n");
        for (Verb verb : Verbs.ALL) {
            Usage usage = verb.usage();
            text.append("complete -c isoflop -n __fish_use_subcommand -a ").append(usage.verb()).append(" -d ")
                    .append(quoted(usage.summary())).append('\n');
            String within = "complete -c isoflop -n " + quoted("__fish_seen_subcommand_from " + usage.verb());
            for (Option option : Arguments.all(usage)) {
                text.append(within).append(" -l ").append(option.name().substring(2));
                if (option.brief() != null) {
                    text.append(" -s ").append(option.brief().substring(1));
                }
                text.append(option.value() == null ? "" : value(Expected.by(option))).append(" -d ").append(quoted(option.documentation()))
                        .append('\n');
            }
            String operand = operand(Expected.operand(usage));
            if (!operand.isEmpty()) {
                text.append(within).append(operand).append('\n');
            }
        }
        return text.toString();
    }

    private static String value(Expected expected) {
        return switch (expected) {
            case Expected.Words(List<String> words, boolean open) -> " -x -a " + quoted(String.join(" ", words));
            case Expected.Folder folder -> " -x -a '(__fish_complete_directories)'";
            case Expected.File file -> " -r -F";
            case Expected.Anything anything -> " -x";
        };
    }

    private static String operand(Expected expected) {
        return switch (expected) {
            case Expected.Words(List<String> words, boolean open) -> " -a " + quoted(String.join(" ", words));
            case Expected.Folder folder -> " -a '(__fish_complete_directories)'";
            case Expected.File file -> " -F";
            case Expected.Anything anything -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
