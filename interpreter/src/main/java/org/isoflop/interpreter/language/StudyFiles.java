package org.isoflop.interpreter.language;

import com.oracle.truffle.api.TruffleFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Knows study files by their ending. */
public final class StudyFiles implements TruffleFile.FileTypeDetector {
    @Override
    public @Nullable String findMimeType(TruffleFile file) {
        String name = file.getName();
        return name != null && name.endsWith(".study") ? IsoflopLanguage.MIME : null;
    }

    @Override
    public @Nullable Charset findEncoding(TruffleFile file) {
        return findMimeType(file) == null ? null : StandardCharsets.UTF_8;
    }
}
