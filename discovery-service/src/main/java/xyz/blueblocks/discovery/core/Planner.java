package xyz.blueblocks.discovery.core;

import java.util.concurrent.CompletionStage;

/// Who finds routes. Discovery hands it the client's request byte for byte and its answer back.
public interface Planner {
    /// Asks any planner that answers; the stage fails when none does in time.
    CompletionStage<Answer> route(byte[] signedRequest);

    /// A planner's answer: a route, or ERROR JSON.
    final class Answer {
        private final int status;
        private final byte[] body;

        /// Takes the bytes over.
        public Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        /// HTTP status.
        public int status() {
            return status;
        }

        /// JSON, shared: not to be changed.
        public byte[] body() {
            return body;
        }
    }
}
