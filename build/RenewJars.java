import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Brings the classes of old libraries to the format of Java 8 when the project is packaged;
 * nothing else of them changes. Classes of Java 5 have no types written down for the verifier, and an ahead-of-time cache does not
 * hold such, so that each start that uses one opens its jar, reads it and infers them: some tens of milliseconds in a fit.
 *
 * <p>Run as {@code java RenewJars.java target/lib}. Jars that need nothing stay as they are.
 */
final class RenewJars {
    /** The first version that a cache holds. */
    private static final int HELD = ClassFile.JAVA_6_VERSION;

    private RenewJars() {
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                if (isOld(jar)) {
                    renew(jar);
                }
            }
        }
    }

    /** Whether the first class of a jar is too old. */
    private static boolean isOld(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    return ClassFile.of().parse(bytes(file, entry)).majorVersion() < HELD;
                }
            }
            return false;
        }
    }

    private static void renew(Path jar) throws IOException {
        Path draft = jar.resolveSibling(jar.getFileName() + ".tmp");
        try (ZipFile file = new ZipFile(jar.toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(draft))) {
            ClassFile again = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver()).cached()));
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = bytes(file, entry);
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? renewed(again, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renewed(ClassFile again, byte[] bytes) {
        ClassModel model = again.parse(bytes);
        if (model.majorVersion() >= HELD) {
            return bytes;
        }
        // Code that is taken apart and put together again has its types written down.
        CodeTransform same = (builder, element) -> builder.with(element);
        return again.transformClass(model, ClassTransform.transformingMethodBodies(same).andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        }));
    }

    private static byte[] bytes(ZipFile file, ZipEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
