package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;

/** Names and their values as debuggers and hosts see them: the items of a study, the parameters of an item. */
@ExportLibrary(InteropLibrary.class)
public final class Variables implements TruffleObject {
    private final String title;
    private final Supplier<Map<String, Value>> source;
    private final Class<? extends TruffleLanguage<?>> language;

    /** @param source asked each time, since a study that runs adds to it */
    public Variables(String title, Supplier<Map<String, Value>> source, Class<? extends TruffleLanguage<?>> language) {
        this.title = title;
        this.source = source;
        this.language = language;
    }

    private Map<String, Value> values() {
        return source.get();
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return language;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return title;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return RecordValue.names(values().keySet());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return values().containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Value value = values().get(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }
}
