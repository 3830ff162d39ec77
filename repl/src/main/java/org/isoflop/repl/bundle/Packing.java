package org.isoflop.repl.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.isoflop.grammar.diagnostic.Excess;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.interpreter.analysis.NamedFiles;
import org.isoflop.interpreter.engine.Provenance;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.table.PinnedName;
import org.isoflop.interpreter.table.WholeFile;

/**
 * Packs a study, what it read and what it came to into one archive, which has the same bytes wherever and whenever it is made: files in
 * the order of their names, not compressed, since compressors differ, and with one time for all.
 *
 * <p>A bundle begins at the deepest folder that holds the study and everything that it read, so that names which lead from one file to
 * another lead there within the archive too.
 */
public final class Packing {
    /** The first time that needs no further words in an archive; that of the first second of 1980 does, by time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final List<String> LICENSES = List.of("LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING", "COPYING.txt");
    /** Sizes beyond are told in another way (ZIP64), which bundles do not have. */
    private static final long LARGEST = 0xFFFFFFFFL - (64 << 20);
    private static final int MOST_FILES = 9_000;

    private final String archive;
    private final SortedMap<String, Piece> pieces = new TreeMap<>();
    private final Map<String, String> keys = new TreeMap<>();

    /** @param archive the archive as its user calls it */
    public Packing(String archive) {
        this.archive = archive;
    }

    /** Where a bundle of some files begins. */
    public static Path base(List<Path> files) {
        Path base = files.getFirst();
        for (Path file : files) {
            for (Path up = base.getParent(); up != null && (base.equals(file) || !file.startsWith(base)); up = up.getParent()) {
                base = up;
            }
        }
        return base;
    }

    /**
     * Adds a file that the study read, or the study itself.
     *
     * @param base where the bundle begins
     * @throws BundleException if the file is not any more what it was when it was read
     */
    public void read(Path base, Provenance.Document document) throws IOException {
        Role role = switch (document.role()) {
            case STUDY -> Role.STUDY;
            case MODULE -> Role.MODULE;
            case DATA -> Role.DATA;
        };
        String name = within(base, document.file());
        Piece piece = Piece.of(Bundle.STUDY + "/" + name, role, document.file());
        if (!piece.sha256().equals(document.sha256())) {
            throw BundleException.of(archive, "`" + name + "` changed while the study ran",
                    "bundle the study again when nobody writes its files");
        }
        if (role != Role.DATA) {
            relative(name, document.file(), document.bytes());
        }
        add(piece);
    }

    /** A name that begins at the root of the file system leads nowhere on another machine. */
    private void relative(String name, Path study, long size) throws IOException {
        byte[] bytes = FileBytes.of(study, (int) Math.min(Bounds.MOST_BYTES, size)).bytes();
        for (Expression.TextLiteral named : NamedFiles.of(StudyParser.parse(Sources.decode(name, bytes).source()).study())) {
            String file = PinnedName.bare(named.value());
            if (Path.of(file).isAbsolute()) {
                throw BundleException.of(archive, "`" + name + "` names `" + file + "` with all its folders",
                        "names that begin at the folder of the study, so that they lead to the same file elsewhere");
            }
        }
    }

    /** Adds what the study came to, as JSON. */
    public void results(Path file) throws IOException {
        add(Piece.of(Bundle.RESULT, Role.RESULT, file));
    }

    /** Adds a file that the study wrote below its output folder. */
    public void output(Path folder, Path file) throws IOException {
        add(Piece.of(Bundle.OUTPUT + "/" + within(folder, file), Role.OUTPUT, file));
    }

    /** Adds the licence that lies beside the study, or above it in the bundle, if there is one. */
    public void license(Path base, Path study) throws IOException {
        for (Path folder = study.getParent(); folder != null && folder.startsWith(base); folder = folder.getParent()) {
            for (String name : LICENSES) {
                if (Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    add(Piece.of(name, Role.LICENSE, folder.resolve(name)));
                    return;
                }
            }
        }
    }

    private static String within(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private void add(Piece piece) throws BundleException {
        String mistake = EntryName.mistake(piece.name());
        if (mistake != null) {
            throw BundleException.of(archive, "`" + EntryName.shown(piece.name()) + "` " + mistake, EntryName.RULE);
        }
        String other = keys.put(EntryName.key(piece.name()), piece.name());
        if (other != null && !other.equals(piece.name())) {
            throw BundleException.of(archive, "`" + other + "` and `" + piece.name() + "` are one name on some systems",
                    "give them other names");
        }
        pieces.put(piece.name(), piece);
    }

    /**
     * Writes the archive, whole or not at all.
     *
     * @param about what there is to say of the study
     * @return how many files it has
     * @throws BundleException if it would be larger than the limits allow
     */
    public int write(Path target, About about, Limits limits) throws IOException {
        add(Piece.of(Crate.NAME, Role.METADATA, new Crate(about, List.copyOf(pieces.values())).bytes()));
        String study = pieces.values().stream().filter(piece -> piece.role() == Role.STUDY).findFirst().orElseThrow().name();
        Lock lock = new Lock(about.version(), study, about.inputs(), about.seed(), about.draws(),
                pieces.values().stream().map(Piece::locked).toList());
        List<Piece> all = new ArrayList<>(pieces.values());
        all.addFirst(Piece.of(Lock.NAME, Role.METADATA, lock.bytes()));
        long bytes = all.stream().mapToLong(Piece::bytes).sum();
        if (bytes > limits.output()) {
            throw new BundleException(Excess.of("output", "bytes of the bundle", bytes, limits.output()));
        }
        if (bytes > LARGEST || all.size() > MOST_FILES) {
            throw BundleException.of(archive, "it would have " + all.size() + " files of " + bytes + " bytes",
                    "a bundle has at most " + MOST_FILES + " files and is smaller than 4 GB");
        }
        WholeFile.replace(target, draft -> {
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                for (Piece piece : all) {
                    put(piece, zip);
                }
            }
        });
        return all.size();
    }

    private void put(Piece piece, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(piece.name());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(piece.bytes());
        entry.setCompressedSize(piece.bytes());
        entry.setCrc(piece.checksum());
        entry.setTimeLocal(TIME);
        try (InputStream content = piece.content().open()) {
            zip.putNextEntry(entry);
            content.transferTo((OutputStream) zip);
            zip.closeEntry();
        } catch (ZipException other) {
            throw BundleException.of(archive, "`" + piece.name() + "` changed while it was packed",
                    "bundle the study again when nobody writes its files");
        }
    }
}
