package dev.podnetwork.fake.wire;

/** One request on its way through. Not thread-safe. */
final class Passage {
    final String requestId;
    final long began = System.nanoTime();
    String action = "";
    String keyId = "";
    String code = "";

    /** Whether the answer is to be XML; JSON otherwise. */
    boolean xml;

    Passage(String requestId) {
        this.requestId = requestId;
    }

    /** The action without its product. */
    String bareAction() {
        return action.substring(action.indexOf(':') + 1);
    }
}
