import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists the modules of the library when the project is built, one path a line, in the file {@code index} beside them. A class
 * path cannot be asked what it holds, and nobody should have to write down what lies in a folder: a new module is one file.
 *
 * <p>Run as {@code java ListModules.java target/classes/…/modules}.
 */
final class ListModules {
    private static final String ENDING = ".study";

    private ListModules() {
    }

    public static void main(String[] arguments) throws IOException {
        Path modules = Path.of(arguments[0]);
        try (Stream<Path> files = Files.walk(modules)) {
            List<String> names = files.map(file -> modules.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(ENDING)).map(name -> name.substring(0, name.length() - ENDING.length())).sorted().toList();
            Files.write(modules.resolve("index"), names);
        }
    }
}
