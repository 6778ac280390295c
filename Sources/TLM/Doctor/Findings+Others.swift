/// What others may do, or did, to a store.
extension Findings {
  mutating func addDoors(_ files: LogInspection) {
    func names(_ doors: [OpenDoor]) -> String {
      let most = 4
      let first = doors.prefix(most).map { door in
        let name = door.name == "." ? "the store's folder" : door.name
        return "\(name) (\(String(door.permissions, radix: 8)))"
      }
      let more = doors.count > most ? ["\(doors.count - most) more"] : []
      return (first + more).joined(separator: ", ")
    }
    let forAll = files.doors.filter(\.isForAll)
    if !forAll.isEmpty {
      wrong(
        "world-writable",
        "everybody may write \(names(forAll)), and so say anything in the log or take it away; run "
          + "chmod -R o-w on the store's folder")
    }
    let forGroup = files.doors.filter { !$0.isForAll }
    if !forGroup.isEmpty {
      note(
        "group-writable",
        "the group may write \(names(forGroup)): where that is not meant, run chmod -R g-w on the "
          + "store's folder")
    }
  }

  mutating func addVariables(_ variables: [ForeignVariables.Remark]) {
    for variable in variables {
      note(
        "foreign-variable",
        "\(SafeText.of(variable.name)) is set and does nothing: \(variable.instead)")
    }
  }

  mutating func addInboxes(_ files: LogInspection) {
    for inbox in files.stranded {
      let (name, word) = (inbox.name, ShellWord.quoted(inbox.name))
      let what =
        "\(name) looks like an inbox that somebody renamed (logrotate?), and nothing reads it; tlm "
        + "begins in.jsonl anew by itself, so leave that to it"
      switch inbox.drained {
      case let drained? where drained >= inbox.bytes:
        note("stranded-inbox", "\(what). All \(count(drained, "byte")) are in the log: delete it")
      case let drained?:
        wrong(
          "stranded-inbox",
          "\(what). \(count(inbox.bytes - drained, "byte")) of it are not in the log: tail -c "
            + "+\(drained + 1) \(word) >> in.jsonl takes them in, then delete it")
      case nil:
        wrong(
          "stranded-inbox",
          "\(what). Whether its \(count(inbox.bytes, "byte")) are in the log cannot be told: look, "
            + "then cat \(word) >> in.jsonl takes them in, or delete it")
      }
    }
    if files.repeats > 0 {
      note(
        "inbox-rewritten",
        "in.jsonl was written again \(count(files.repeats, "time")) with the bytes that were there "
          + "before, which count once: append to it with >> instead of >")
    }
  }
}

/// What prunes left, and left undone.
extension Findings {
  mutating func addBases(_ files: LogInspection) {
    for base in files.bases where base.condition == .damaged {
      wrong(
        "base-damaged",
        "what stands for the lines before \(base.cut) is damaged\(base.part.map { " in its part \($0)" } ?? ""): "
          + "projections begin there without it; put log/*.base back from a backup")
    }
    if let cut = files.unfinishedPrune {
      wrong(
        "unfinished-prune",
        "a prune up to \(cut) was begun and not finished; the next tlm prune finishes it")
    }
    if files.hasUnfinishedRedaction {
      wrong(
        "unfinished-redaction",
        "a redaction was begun and not finished; tlm redact without an id finishes it")
    }
    guard let first = files.segments.first?.base, first > .start,
      !files.bases.contains(where: { $0.condition != .spare })
    else { return }
    note(
      "no-base",
      "the log begins at \(first) and nothing tells what stood before: projections begin there")
  }
}
