package xyz.blueblocks.sdk.session;

import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.crypto.session.RecordOpener;
import xyz.blueblocks.sdk.circuit.CellSink;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;

/// The reading half of a session: opens each cell where it arrives, on the loop.
final class SessionReader implements CellSink {
    private final Session session;
    private final RecordOpener opener;
    private final Surroundings around;
    private final SessionOpening opening;
    private final MessageAssembly assembly = new MessageAssembly();
    private @Nullable SessionListener listener;
    private int unreturned;
    private volatile long cells;
    private volatile long lastCellNanos;

    SessionReader(
            Session session, RecordOpener opener, Surroundings around, SessionOpening opening) {
        this.session = session;
        this.opener = opener;
        this.around = around;
        this.opening = opening;
        this.lastCellNanos = around.nanos();
    }

    /// Cells that arrived so far.
    long cells() {
        return cells;
    }

    long lastCellNanos() {
        return lastCellNanos;
    }

    @Override
    public void onCell(byte[] array, int offset, int length) {
        cells = cells + 1;
        lastCellNanos = around.nanos();
        OpenedRecord record = opener.open(array, offset, length, around.millis());
        switch (record) {
            case OpenedRecord.Refused(int error) -> session.circuit().close(error, CloseLimit.NONE);
            case OpenedRecord.Padding() -> reader();
            case OpenedRecord.Fragment fragment -> fragment(fragment);
        }
        unreturned += length;
        giveCredit();
    }

    /// The first record that opens proves that the other end has the keys.
    private SessionListener reader() {
        SessionListener known = listener;
        if (known == null) {
            known = opening.opened(session);
            listener = known;
            session.pulse().opened();
        }
        return known;
    }

    private void fragment(OpenedRecord.Fragment fragment) {
        SessionListener known = reader();
        if (fragment.isChunk()) {
            known.onChunk(fragment);
            return;
        }
        switch (assembly.take(fragment)) {
            case MessageAssembly.Step.More() -> {}
            case MessageAssembly.Step.Whole(var type, var body) ->
                    known.onMessage(type, body.bytes);
            case MessageAssembly.Step.Refused() -> session.abort(ErrorCode.RATE_LIMITED);
        }
    }

    void giveCredit() {
        if (unreturned > 0 && session.keepsUp()) {
            int bytes = unreturned;
            unreturned = 0;
            session.circuit().consumed(bytes);
        }
    }

    @Override
    public void onClosed(CircuitClosed why) {
        session.pulse().stop();
        SessionListener known = listener;
        if (known != null) {
            known.onClosed(why);
        } else {
            opening.neverOpened(why);
        }
        session.over(why);
    }
}
