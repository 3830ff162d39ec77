package org.isoflop.repl.command;

import java.util.ArrayList;
import java.util.List;

/** The script for bash, from 3.2 on. A value behind {@code =} is a word of its own there, since bash breaks words at it. */
final class BashCompletion {
    private static final String HEAD = """
            # Completion of isoflop for bash: source <(isoflop completion bash)
            _isoflop_words() {
                COMPREPLY=($(compgen -W "$1" -- "$word"))
            }
            _isoflop_folders() {
                local IFS=$'\\n'
                COMPREPLY=($(compgen -d -- "$word"))
                compopt -o filenames 2>/dev/null
            }
            _isoflop() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb= i
                COMPREPLY=()
                if [ "$word" = = ]; then
                    word=
                elif [ "$before" = = ]; then
                    before=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        -*) ;;
                        *) verb=${COMP_WORDS[i]}; break ;;
                    esac
                done
            """;

    private BashCompletion() {
    }

    static String script() {
        List<String> verbs = Verbs.ALL.stream().map(verb -> verb.usage().verb()).toList();
        StringBuilder text = new StringBuilder(HEAD);
        text.append("    case $verb in\n        '') _isoflop_words '").append(String.join(" ", verbs)).append(" --help --version' ;;\n");
        for (Verb verb : Verbs.ALL) {
            text.append("        ").append(verb.usage().verb()).append(")\n");
            verb(verb.usage(), text);
            text.append("            ;;\n");
        }
        return text.append("    esac\n}\ncomplete -o bashdefault -o default -F _isoflop isoflop\n").toString();
    }

    private static void verb(Usage usage, StringBuilder text) {
        List<String> names = new ArrayList<>();
        text.append("            case $before in\n");
        for (Option option : Arguments.all(usage)) {
            names.add(option.name());
            if (option.value() != null) {
                String name = option.brief() == null ? option.name() : option.name() + " | " + option.brief();
                text.append("                ").append(name).append(") ").append(reply(Expected.by(option))).append("return ;;\n");
            }
        }
        text.append("            esac\n            case $word in\n                -*) _isoflop_words '").append(String.join(" ", names))
                .append("' ;;\n");
        if (Expected.operand(usage) instanceof Expected.Words words) {
            text.append("                *) ").append(reply(words)).append(";;\n");
        }
        text.append("            esac\n");
    }

    /** An empty reply stands for files. */
    private static String reply(Expected expected) {
        return switch (expected) {
            case Expected.Words(List<String> words, boolean open) ->
                    "_isoflop_words '" + String.join(" ", words) + "'; " + (open ? "compopt -o nospace 2>/dev/null; " : "");
            case Expected.Folder folder -> "_isoflop_folders; ";
            case Expected.Anything anything -> "compopt +o default +o bashdefault 2>/dev/null; ";
            case Expected.File file -> "";
        };
    }
}
