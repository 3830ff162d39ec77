package org.isoflop.interpreter.language;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.ContextPolicy;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.nio.file.Path;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Problems;
import org.isoflop.interpreter.file.FileAccess;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Variables;
import org.isoflop.interpreter.value.StudyException;
import org.jspecify.annotations.Nullable;

/** The language {@code isoflop}: a source is a study, checked when it is parsed and run when it is called. */
@TruffleLanguage.Registration(id = IsoflopLanguage.ID, name = "Isoflop", version = "0.1.0", defaultMimeType = IsoflopLanguage.MIME, characterMimeTypes = IsoflopLanguage.MIME, contextPolicy = ContextPolicy.EXCLUSIVE, fileTypeDetectors = StudyFiles.class)
@ProvidedTags({StandardTags.RootTag.class, StandardTags.StatementTag.class, StandardTags.ExpressionTag.class})
public final class IsoflopLanguage extends TruffleLanguage<IsoflopLanguage.Context> {
    public static final String ID = "isoflop";
    public static final String MIME = "application/x-isoflop";

    /** What the engine hands over for a context, if it made it. */
    record Context(Env environment, Handover handover) {
    }

    @Override
    protected Context createContext(Env environment) {
        return new Context(environment, Handover.take(environment.getApplicationArguments()));
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        Context context = ContextReference.create(IsoflopLanguage.class).get(null);
        Source source = request.getSource();
        Handover handover = context.handover();
        Checker checker = handover.checker();
        if (checker == null) {
            checker = checked(source, new HostFiles(context.environment()));
        } else {
            Place.known(checker.root().source(), source);
        }
        return new StudyNode(this, checker, handover).getCallTarget();
    }

    private static Checker checked(Source source, FileAccess files) {
        Path path = source.getPath() == null ? null : Path.of(source.getPath()).toAbsolutePath().getParent();
        Checker checker = new Checker(source.getName(),
                new org.isoflop.grammar.syntax.Source(source.getName(), source.getCharacters().toString()),
                new Folder(path == null ? Path.of("") : path, files));
        Place.known(checker.root().source(), source);
        checker.check();
        for (Problems.Found found : checker.problems().found()) {
            if (found.diagnostic().isError()) {
                throw StudyException.beforeRunning(found.diagnostic(), section(found.diagnostic()),
                        StudyParser.parse(checker.root().source()).incomplete());
            }
        }
        return checker;
    }

    static @Nullable SourceSection section(Diagnostic diagnostic) {
        if (diagnostic.labels().isEmpty()) {
            return null;
        }
        Diagnostic.Label label = diagnostic.labels().getFirst();
        return new Place(label.source(), label.span()).section();
    }

    @Override
    protected Object getScope(Context context) {
        return new Variables("study", context.handover()::values, IsoflopLanguage.class);
    }

    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return singleThreaded;
    }
}
