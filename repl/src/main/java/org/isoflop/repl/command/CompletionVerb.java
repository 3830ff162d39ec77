package org.isoflop.repl.command;

import java.util.List;
import org.isoflop.grammar.diagnostic.NearestName;

/** {@code isoflop completion}: what makes a shell complete the command line. */
final class CompletionVerb implements Verb {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public Usage usage() {
        return new Usage("completion", String.join("|", SHELLS), 1, "prints what makes a shell complete the command", """
                Prints a script by which a shell completes commands, options and their values. For bash
                write `source <(isoflop completion bash)` into ~/.bashrc, for zsh the same with zsh into
                ~/.zshrc behind compinit, for fish `isoflop completion fish | source` into its config.fish.""",
                List.of(), List.of(Usage.EXIT_WELL, Usage.EXIT_COMMAND, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake {
        String shell = arguments.operands().getFirst();
        surroundings.print(switch (shell) {
            case "bash" -> BashCompletion.script();
            case "zsh" -> ZshCompletion.script();
            case "fish" -> FishCompletion.script();
            default -> {
                String nearest = NearestName.nearest(shell, SHELLS);
                throw new Mistake("`" + shell + "` is no shell that is known here",
                        nearest == null ? "there are " + String.join(", ", SHELLS) : "did you mean `" + nearest + "`?");
            }
        });
        return Exit.WELL;
    }
}
