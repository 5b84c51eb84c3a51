package xyz.blueblocks.sdk.error;

import xyz.blueblocks.wire.ErrorCode;

/// Something could not be done, said so that a person understands it and a program can act on it.
///
/// The message is `E0xx what happened. what to do`; it never holds a key, a token, a file name or a
/// path.
public final class BlueBlocksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String whatHappened;
    private final String whatToDo;

    /// @param whatHappened one sentence
    /// @param whatToDo one sentence; may be empty where nobody can do anything
    public BlueBlocksException(ErrorCode code, String whatHappened, String whatToDo) {
        super(text(code, whatHappened, whatToDo));
        this.code = code;
        this.whatHappened = whatHappened;
        this.whatToDo = whatToDo;
    }

    /// The same with the failure that led to it.
    public BlueBlocksException(
            ErrorCode code, String whatHappened, String whatToDo, Throwable cause) {
        super(text(code, whatHappened, whatToDo), cause);
        this.code = code;
        this.whatHappened = whatHappened;
        this.whatToDo = whatToDo;
    }

    /// The code with the sentences that fit it in general.
    public static BlueBlocksException of(ErrorCode code) {
        return new BlueBlocksException(
                code, Sentences.whatHappened(code), Sentences.whatToDo(code));
    }

    private static String text(ErrorCode code, String whatHappened, String whatToDo) {
        String text = code.code() + " " + whatHappened;
        return whatToDo.isEmpty() ? text : text + " " + whatToDo;
    }

    /// What a program acts on.
    public ErrorCode code() {
        return code;
    }

    /// One sentence for a person.
    public String whatHappened() {
        return whatHappened;
    }

    /// One sentence of advice, or nothing.
    public String whatToDo() {
        return whatToDo;
    }
}
