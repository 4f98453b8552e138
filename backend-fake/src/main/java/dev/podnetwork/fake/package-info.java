/**
 * A fake Alibaba Cloud with its rules and faults. {@link dev.podnetwork.fake.FakeCloud} is one account in one region,
 * {@link dev.podnetwork.fake.FakeCloudNetwork} the port of one process to it, {@link dev.podnetwork.fake.FaultPlan} what
 * goes wrong on the way. Everything is deterministic from seeds, and time comes from outside.
 */
@NullMarked
package dev.podnetwork.fake;

import org.jspecify.annotations.NullMarked;
