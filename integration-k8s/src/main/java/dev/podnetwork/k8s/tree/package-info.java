/** Documents as trees that know in which file and line each value stands: JSON, schema checks, and the one kind of error they report. */
@NullMarked
package dev.podnetwork.k8s.tree;

import org.jspecify.annotations.NullMarked;
