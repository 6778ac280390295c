import TLM

/// What became of a conditional append, for people and for programs.
enum AppendView {
  static func value(of receipt: ConditionalReceipt) -> Value {
    var members = [
      Member("appended", .bool(!receipt.isRepeat)),
      Member("position", .integer(receipt.position.rawValue)),
      Member("end", .integer(receipt.end.rawValue)),
    ]
    if receipt.isRepeat {
      members.append(Member("same_content", .bool(receipt.hasSameContent)))
    } else {
      members.append(Member("lines", .integer(Int64(receipt.lines))))
    }
    if let revision = receipt.revision {
      members.append(Member("revision", .integer(Int64(revision))))
    }
    return .object(members)
  }

  static func text(of receipt: ConditionalReceipt) -> String {
    if receipt.isRepeat {
      return "appended before under this key, at \(receipt.position); nothing was written"
        + (receipt.hasSameContent ? "" : ", although this event says something else")
    }
    let lines = "\(Numbers.grouped(receipt.lines)) line\(receipt.lines == 1 ? "" : "s")"
    let revision = receipt.revision.map { ", revision \($0)" } ?? ""
    return "appended \(lines) at \(receipt.position)\(revision)"
  }

  static func value(of conflict: AppendError) -> Value {
    let number: (Int?) -> Value = { $0.map { .integer(Int64($0)) } ?? .null }
    return [
      "appended": false,
      "conflict": [
        "code": .string(conflict.code.description),
        "message": .string(conflict.message),
        "stream": conflict.stream.map(Value.string) ?? .null,
        "expected": number(conflict.expected),
        "actual": number(conflict.actual),
        "position": conflict.position.map { .integer($0.rawValue) } ?? .null,
      ],
    ]
  }
}
