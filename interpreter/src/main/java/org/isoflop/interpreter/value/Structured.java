package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value with named members in order. */
@ExportLibrary(InteropLibrary.class)
public abstract sealed class Structured extends Value
        permits RecordValue, RangeValue, TableValue, LawValue, FitValue, AllocationValue {
    private final Map<String, Value> members;

    Structured(Map<String, Value> members) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Map<String, Value> members() {
        return members;
    }

    public @Nullable Value member(String name) {
        return members.get(name);
    }

    static String text(Map<String, Value> members) {
        StringBuilder text = new StringBuilder("{ ");
        members.forEach((name, value) -> text.append(text.length() == 2 ? "" : ", ").append(name).append(": ").append(value.text()));
        return text.append(members.isEmpty() ? "}" : " }").toString();
    }

    @ExportMessage
    final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new Members(members().keySet());
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberReadable(String member) {
        return member(member) != null;
    }

    @ExportMessage
    @TruffleBoundary
    final Object readMember(String member) throws UnknownIdentifierException {
        Value value = member(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }
}
