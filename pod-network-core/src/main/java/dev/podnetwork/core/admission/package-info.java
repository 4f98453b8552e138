/** What a pod asks for, what a policy may say, and what the scheduler is told. Pure. */
@NullMarked
package dev.podnetwork.core.admission;

import org.jspecify.annotations.NullMarked;
