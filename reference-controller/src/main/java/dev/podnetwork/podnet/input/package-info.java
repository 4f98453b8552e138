/** Reads what the user gives: files to texts, texts to documents, documents to manifests. Every problem is one line with its place. */
@NullMarked
package dev.podnetwork.podnet.input;

import org.jspecify.annotations.NullMarked;
