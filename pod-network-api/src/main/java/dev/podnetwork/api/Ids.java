package dev.podnetwork.api;

/** The one check that all ids share. */
final class Ids {
    private Ids() {}

    static void requireText(String value, String what) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank: give the id as the cloud or the cluster writes it");
        }
    }
}
