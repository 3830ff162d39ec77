package org.isoflop.interpreter.node.table;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.NodeUtil;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.node.Atoms;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.LawCallNode;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.node.Memory;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.table.Hashing;
import org.isoflop.interpreter.table.PinnedName;
import org.isoflop.interpreter.table.RawColumn;
import org.isoflop.interpreter.table.RawTable;
import org.isoflop.interpreter.table.ReadFormat;
import org.isoflop.interpreter.table.Request;
import org.isoflop.interpreter.table.SteadyFile;
import org.isoflop.interpreter.table.TableException;
import org.isoflop.interpreter.table.TableProblem;
import org.isoflop.interpreter.table.TableReader;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A file, of which the columns are read that the block mentions; they go to the frame's last slot. */
public final class FileTableNode extends ExpressionNode {
    private final @Nullable ReadFormat format;
    @Child private ExpressionNode name;
    private final Folder folder;
    private final Request request;
    private final int slot;
    private final boolean fitted;
    @Child private BlockNode block;

    /**
     * @param format null to go by the file's ending
     * @param fitted whether the study fits anything
     */
    public FileTableNode(Place place, @Nullable ReadFormat format, ExpressionNode name, Folder folder, Request request, int slot,
            boolean fitted, BlockNode block) {
        super(place);
        this.format = format;
        this.name = name;
        this.folder = folder;
        this.request = request;
        this.slot = slot;
        this.fitted = fitted;
        this.block = block;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        String text = name.execute(frame) instanceof Text file ? file.value() : "";
        BlockNode.State state = new BlockNode.State();
        RawTable raw = read(text);
        Limits.hold(name, Limit.ROWS, "rows of the table", raw.rowCount());
        Limits.hold(name, Limit.CELLS, "cells of the table", (double) raw.rowCount() * request.columns().size());
        state.rows = raw.rowCount();
        state.origin = row -> raw.place(row, request.columns().getFirst().name()).toString();
        frame.setObject(slot, columns(raw));
        state.slots.add(slot);
        block.execute(frame, state);
        return TableNodes.table(state, this);
    }

    @TruffleBoundary
    private RawTable read(String text) {
        try {
            PinnedName pinned = PinnedName.parse(text);
            InputFile input = folder.file(pinned.name());
            FileState before = Run.of(this).reads(input.path());
            if (fitted) {
                Run.of(this).foresee(input);
            }
            bounded(input);
            ReadFormat chosen = format == null ? ReadFormat.of(pinned.name()) : format;
            if (chosen == null) {
                throw name.wrong(Code.DATA, "the ending of `" + text + "` is none of .csv, .tsv, .json, .parquet");
            }
            return SteadyFile.read(input, before, pinned.name(), () -> read(chosen, input, before, pinned));
        } catch (TableException exception) {
            throw problem(exception);
        } catch (InvalidPathException exception) {
            throw name.wrong(Code.DATA, "`" + text + "` is no file name");
        }
    }

    private RawTable read(ReadFormat chosen, InputFile input, FileState before, PinnedName pinned) {
        boolean traced = Run.of(this).traces(input.path());
        Hashing hashing = traced || pinned.sha256() != null ? Hashing.begin(input, before, pinned.name()) : null;
        try {
            RawTable table = TableReader.read(chosen, input, pinned.name(), request);
            ambiguous(table);
            if (hashing != null && pinned.sha256() != null) {
                pinned.hold(hashing.sha256());
            }
            if (hashing != null && traced) {
                Run.of(this).hashed(input.path(), new ReadHash(hashing, before.size()));
            }
            return table;
        } catch (RuntimeException failed) {
            if (hashing != null) {
                hashing.cancel();
            }
            // What is wrong with a file that is not the pinned one says nothing about the study.
            pinned.verify(input);
            throw failed;
        }
    }

    /** The hash of the file; that it changed is a mistake at the name of it. */
    private final class ReadHash implements Memory.PendingHash {
        private final Hashing hashing;
        private final long bytes;

        private ReadHash(Hashing hashing, long bytes) {
            this.hashing = hashing;
            this.bytes = bytes;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public boolean isKnown() {
            return hashing.isDone();
        }

        @Override
        public String sha256() {
            try {
                return hashing.sha256();
            } catch (TableException exception) {
                throw problem(exception);
            }
        }

        @Override
        public void giveUp() {
            hashing.cancel();
        }
    }

    private void bounded(InputFile input) {
        try {
            Limits.hold(name, Limit.FILE, "bytes of the file", input.size());
        } catch (IOException unreadable) {
            // Whoever reads it says why.
        }
    }

    /** A name that is one of the study's and a column of the file too may mean either: neither is taken in silence. */
    private void ambiguous(RawTable read) {
        for (Atoms.Global global : NodeUtil.findAllNodeInstances(block, Atoms.Global.class)) {
            String text = global.site().text();
            if (!(global.getParent() instanceof LawCallNode) && read.headers().contains(text)) {
                throw new StudyException(Diagnostic.of(Code.DATA, "`" + text + "` is a column of the file and a name of the study")
                        .at(global.site().source(), global.site().span())
                        .fix("write it in backquotes for the column, or give the item another name"), this);
            }
        }
    }

    private StudyException problem(TableException exception) {
        TableProblem first = exception.problems().getFirst();
        Diagnostic diagnostic = Diagnostic.of(Code.DATA, first.message()).at(name.site().source(), name.site().span());
        for (Atoms.FileColumn column : NodeUtil.findAllNodeInstances(block, Atoms.FileColumn.class)) {
            if (column.header().equals(first.column())) {
                diagnostic = diagnostic.at(column.site().source(), column.site().span(), "read here");
                break;
            }
        }
        for (int i = 1; i < exception.problems().size(); i++) {
            diagnostic = diagnostic.note(exception.problems().get(i).message());
        }
        if (exception.total() > exception.problems().size()) {
            diagnostic = diagnostic.note("and " + (exception.total() - exception.problems().size()) + " more");
        }
        return new StudyException(first.suggestion() == null ? diagnostic : diagnostic.fix(first.suggestion()), this);
    }

    private static RecordValue columns(RawTable raw) {
        Map<String, Value> columns = new LinkedHashMap<>();
        for (String header : raw.names()) {
            columns.put(header, switch (raw.column(header)) {
                case RawColumn.Numbers(double[] values) -> new Quantity(Unit.NONE, Numbers.column(values));
                case RawColumn.Texts(@Nullable String[] values) -> new Texts(values);
                case RawColumn.Truths(double[] values) -> new Truth(Numbers.column(values));
            });
        }
        return new RecordValue(columns, false);
    }
}
