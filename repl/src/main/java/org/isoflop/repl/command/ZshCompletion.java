package org.isoflop.repl.command;

import java.util.List;

/** The script for zsh, on its own system of completion. */
final class ZshCompletion {
    private ZshCompletion() {
    }

    static String script() {
        StringBuilder text = new StringBuilder("""
                #compdef isoflop
                # Completion of isoflop for zsh: source <(isoflop completion zsh)
                _isoflop() {
                    if (( CURRENT == 2 )); then
                        local -a verbs=(
                """);
        for (Verb verb : Verbs.ALL) {
            text.append("            ").append(quoted(verb.usage().verb() + ":" + verb.usage().summary())).append('\n');
        }
        text.append("""
                        )
                        _describe -t commands command verbs
                        return
                    fi
                    local verb=$words[2]
                    shift words
                    (( CURRENT-- ))
                    case $verb in
                """);
        for (Verb verb : Verbs.ALL) {
            text.append("        ").append(verb.usage().verb()).append(") _arguments -S");
            for (Option option : Arguments.all(verb.usage())) {
                text.append(" \\\n            ").append(option(option));
            }
            if (!verb.usage().operands().isEmpty()) {
                String place = verb.usage().most() > 1 ? "*" : "1";
                text.append(" \\\n            ").append(quoted(place + ":" + "operand" + action(Expected.operand(verb.usage()))));
            }
            text.append(" ;;\n");
        }
        return text.append("""
                    esac
                }
                if [[ $funcstack[1] = _isoflop ]]; then _isoflop "$@"; else compdef _isoflop isoflop; fi
                """).toString();
    }

    private static String option(Option option) {
        String name = (option.repeated() ? "*" : "") + option.name() + (option.value() == null ? "" : "=");
        String documentation = option.documentation().replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
        String value = option.value() == null ? "" : ":value" + action(Expected.by(option));
        return quoted(name + "[" + documentation + "]" + value);
    }

    private static String action(Expected expected) {
        return switch (expected) {
            case Expected.Words(List<String> words, boolean open) -> ":(" + String.join(" ", words) + ")";
            case Expected.Folder folder -> ":_files -/";
            case Expected.File file -> ":_files";
            case Expected.Anything anything -> ": ";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
