package xyz.blueblocks.cli.audit;

import java.nio.file.Path;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.audit.LogVerifier.Verdict;
import xyz.blueblocks.wire.json.JsonObject;

/// A proof that was checked and holds.
///
/// @param event what was logged
/// @param leafIndex its place in the log
/// @param treeSize how many entries the signed checkpoint covers
/// @param origin the log's name
record Verification(JsonObject event, long leafIndex, long treeSize, String origin) {

    /// Checks a proof, or ends the command with an integrity failure.
    ///
    /// @param logKey as pinned
    /// @param file its name, for the failure
    static Verification of(byte[] bundle, String logKey, Path file) {
        LogVerifier verifier =
                LogVerifier.of(logKey)
                        .orElseThrow(() ->
                                CommandFailure.usage(
                                        "The log key is none.",
                                        "Take the log_key of your invite; it looks like NAME+8 digits+base64."));
        return switch (verifier.verify(bundle)) {
            case Verdict.Verified good ->
                    new Verification(
                            good.event(),
                            good.leafIndex(),
                            good.checkpoint().size(),
                            good.checkpoint().origin());
            case Verdict.Refused(var cause, var why) ->
                    throw new CommandFailure(
                            ExitCode.INTEGRITY,
                            file.getFileName() + " proves nothing (" + cause + ").",
                            why,
                            "Do not rely on it. Fetch it again: bb audit fetch RECORD");
        };
    }
}
