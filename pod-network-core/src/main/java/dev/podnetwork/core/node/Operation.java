package dev.podnetwork.core.node;

/** Cloud work on one interface, from its intent until it is settled. */
interface Operation {

    /** What it does and how far it is, for people. */
    String describe();
}
