package import TLM

/// What a conditional append wrote, or had written before.
package struct ReceiptDocument: Document {
  private let receipt: AppendCondition.Receipt

  package init(_ receipt: AppendCondition.Receipt) { self.receipt = receipt }

  package var json: Value {
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
}
