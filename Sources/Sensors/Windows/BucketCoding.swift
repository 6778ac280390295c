import Events

// Thousands of buckets make a state, so each is written as the few numbers that it is made of.

extension CountBucket {
  init(from decoder: any Decoder) throws {
    count = try decoder.singleValueContainer().decode(Int.self)
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(count)
  }
}

extension ShareBucket {
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    part = try list.decode(Int.self)
    whole = try list.decode(Int.self)
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try list.encode(part)
    try list.encode(whole)
  }
}

extension GaugeBucket {
  /// The last time and value; with more readings than one what cannot be made of those.
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    guard !list.isAtEnd else { return }
    let time = try list.decode(Timestamp.self)
    let value = try list.decode(Double.self)
    add(value, at: time)
    guard !list.isAtEnd else { return }
    count = try list.decode(Int.self)
    sum = try list.decode(Int128.self)
    least = try list.decode(Double.self)
    greatest = try list.decode(Double.self)
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    guard !isEmpty else { return }
    try list.encode(last.time)
    try list.encode(last.value)
    guard count > 1 else { return }
    try list.encode(count)
    try list.encode(sum)
    try list.encode(least)
    try list.encode(greatest)
  }
}

extension Spread {
  /// The values themselves while all are kept, in ascending order; else null and the two halves.
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    if !list.isAtEnd, try list.decodeNil() {
      let positive = try list.decode(Distribution.self)
      self.init(positive: positive, negative: try list.decode(Distribution.self))
    } else {
      self.init()
      while !list.isAtEnd { record(try list.decode(Int64.self)) }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    if let values = self.list {
      for place in 0..<values.count { try list.encode(values[place]) }
    } else {
      try list.encodeNil()
      try list.encode(positive)
      try list.encode(negative)
    }
  }
}
