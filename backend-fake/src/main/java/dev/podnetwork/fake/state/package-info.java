/**
 * The state of the fake cloud and the rules that change it: one decision per class, no clock, lock, thread or chance of its
 * own. {@code FakeCloud} is the door and holds the lock; nothing here is for use without it.
 */
@NullMarked
package dev.podnetwork.fake.state;

import org.jspecify.annotations.NullMarked;
