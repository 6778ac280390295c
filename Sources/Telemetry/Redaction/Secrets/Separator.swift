/// What stands between a name and its value.
struct Separator {
  /// Its bytes.
  let range: Range<Int>
  /// Whether it compares: then only a text in quotes is a value.
  var compares = false
  /// Whether it is written as `%3D`, as all around it is.
  var isEscaped = false
  /// Whether it is a colon, behind which prose may follow.
  var isColon = false
}

/// The name before a separator.
struct SecretKey {
  let kind: SecretName
  /// Where it stands, without what is around it.
  let range: Range<Int>
  /// Whether it stands in quotes, as in JSON.
  let isQuoted: Bool
}
