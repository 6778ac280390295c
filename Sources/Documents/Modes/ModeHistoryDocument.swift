package import TLM

/// The last changes of the mode, oldest first: what `tlm mode history --json` prints.
package struct ModeHistoryDocument: Document {
  package let json: Value

  package init(_ changes: some Sequence<ModeRecord.Transition>) {
    json = .array(changes.map(\.report))
  }
}
