package xyz.blueblocks.bench;

/// The measurement could not be made: what happened, why, and what to do, a line each.
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final String whatToDo;

    BenchFailure(String what, String why, String whatToDo) {
        super(what);
        this.why = why;
        this.whatToDo = whatToDo;
    }

    /// Three lines for a person.
    String text() {
        return "bench: " + getMessage() + "\n  why: " + why + "\n  what to do: " + whatToDo;
    }
}
