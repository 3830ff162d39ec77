package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code isoflop doc}: what is to be said about a name. */
final class DocumentVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("doc", "[NAME]", 1, "explains a module, declaration, function, unit or diagnostic code", """
                Explains a module, a declaration of a study or module or one of its members, a row of a table
                of the library such as a model, a function, a unit, a word of an item such as an option of
                `fit`, or the code of a diagnostic. Without a name it lists them.""",
                List.of(Option.USE), List.of(Usage.EXIT_WELL, Usage.EXIT_COMMAND, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        if (arguments.operands().isEmpty()) {
            surroundings.print(surroundings.studies().index());
            return Exit.WELL;
        }
        String name = arguments.operands().getFirst();
        String use = arguments.value(Option.USE);
        Path study = use == null ? null : StudyFiles.one(use, surroundings);
        String text = surroundings.studies().describe(name, study);
        if (text == null) {
            String meant = surroundings.studies().meant(name, study);
            throw new Mistake("nothing is called `" + name + "`", meant == null ? "`isoflop doc` lists what is" : meant);
        }
        surroundings.print(text.endsWith("\n") ? text : text + "\n");
        return Exit.WELL;
    }
}
