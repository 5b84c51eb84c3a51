package xyz.blueblocks.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.ErrorMessage;

/// A failure as a person and a script are told of it: what happened, why, what to do, exit code.
///
/// @param exitCode for scripts
/// @param code for programs that read `--json`
/// @param whatHappened one sentence
/// @param why one sentence or nothing
/// @param whatToDo one sentence or nothing
public record FailureReport(
        ExitCode exitCode, ErrorCode code, String whatHappened, String why, String whatToDo) {
    private static final int MAX_MESSAGE = 256;

    /// Makes all texts harmless.
    public FailureReport {
        whatHappened = Shown.line(whatHappened);
        why = Shown.line(why);
        whatToDo = Shown.line(whatToDo);
    }

    /// What is said of a failure.
    public static FailureReport of(Throwable failure) {
        return switch (failure) {
            case Explained known ->
                    new FailureReport(
                            known.exitCode(),
                            codeOf(known.exitCode()),
                            known.whatHappened(),
                            known.why(),
                            known.whatToDo());
            case BlueBlocksException known -> ofNetwork(known);
            case UncheckedIOException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case CompletionException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case FileSystemException file -> ofFile(file);
            case IOException io ->
                    failed("Reading or writing failed.", String.valueOf(io.getMessage()), "");
            case InterruptedException _ ->
                    new FailureReport(
                            ExitCode.INTERRUPTED, ErrorCode.TIMEOUT, "Interrupted.", "", "");
            case IllegalArgumentException mistake ->
                    failed("A value is not right.", String.valueOf(mistake.getMessage()), "");
            default ->
                    failed(
                            "Something inside bb went wrong.",
                            failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                            "Run the same with --debug and report what it prints.");
        };
    }

    private static FailureReport ofNetwork(BlueBlocksException known) {
        String cause =
                known.getCause() == null ? "" : String.valueOf(known.getCause().getMessage());
        boolean news = !cause.isEmpty() && !known.whatHappened().contains(cause);
        String detail = news ? cause : Meanings.of(known.code());
        return new FailureReport(
                ExitCode.of(known.code()),
                known.code(),
                known.whatHappened(),
                known.code().code() + " " + known.code().title() + ": " + detail,
                known.whatToDo());
    }

    private static FailureReport ofFile(FileSystemException problem) {
        String file = String.valueOf(problem.getFile());
        String reason = String.valueOf(problem.getReason());
        return switch (problem) {
            case NoSuchFileException _ ->
                    new FailureReport(
                            ExitCode.NOT_FOUND,
                            ErrorCode.PEER_NOT_FOUND,
                            "There is no file " + file + ".",
                            "",
                            "Check the name and the folder you are in.");
            case AccessDeniedException _ ->
                    new FailureReport(
                            ExitCode.DENIED,
                            ErrorCode.ACCESS_DENIED,
                            file + " may not be read or written.",
                            "The permissions of the file or its folder do not allow it.",
                            "Look at them with ls -l, or choose another file.");
            case FileAlreadyExistsException _ ->
                    failed(
                            file + " is there already.",
                            "Nothing is overwritten.",
                            "Choose another name, or move the old one away.");
            case NotDirectoryException _ -> failed(file + " is no folder.", "", "Name a folder.");
            default -> {
                boolean full = reason.toLowerCase(Locale.ROOT).contains("space");
                yield full
                        ? new FailureReport(
                                ExitCode.LIMIT,
                                ErrorCode.RATE_LIMITED,
                                "The disk is full.",
                                file + ": " + reason,
                                "Make room and do the same again.")
                        : failed("A file could not be read or written.", file + ": " + reason, "");
            }
        };
    }

    private static FailureReport failed(String whatHappened, String why, String whatToDo) {
        return new FailureReport(
                ExitCode.FAILED, ErrorCode.INVALID_FORMAT, whatHappened, why, whatToDo);
    }

    private static ErrorCode codeOf(ExitCode exitCode) {
        return switch (exitCode) {
            case OK, FAILED, USAGE -> ErrorCode.INVALID_FORMAT;
            case NOT_FOUND -> ErrorCode.PEER_NOT_FOUND;
            case DENIED -> ErrorCode.ACCESS_DENIED;
            case UNREACHABLE, INTERRUPTED -> ErrorCode.TIMEOUT;
            case INTEGRITY -> ErrorCode.INVALID_SIGNATURE;
            case LIMIT -> ErrorCode.RATE_LIMITED;
        };
    }

    /// The three lines for a person, and with `json` the ERROR object for a program.
    public void print(Terminal terminal, boolean json) {
        PrintWriter err = terminal.err();
        err.println("bb: " + whatHappened);
        if (!why.isEmpty()) err.println("why: " + why);
        if (!whatToDo.isEmpty()) err.println("do:  " + whatToDo);
        err.flush();
        if (json) {
            terminal.out().println(toJson(terminal).text());
            terminal.out().flush();
        }
    }

    private JsonObject toJson(Terminal terminal) {
        JsonObject details =
                Json.object()
                        .put("exit_code", exitCode.number())
                        .put("why", why)
                        .put("what_to_do", whatToDo)
                        .build();
        String message =
                whatHappened.length() <= MAX_MESSAGE
                        ? whatHappened
                        : whatHappened.substring(0, MAX_MESSAGE - 1) + "…";
        return new ErrorMessage(code, message, terminal.freshId(), terminal.now(), details)
                .toJson();
    }
}
