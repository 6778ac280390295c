public import Configuration

extension Policy {
  /// What is wrong with a file of rules, or worth knowing of it.
  public typealias Remark = Settings.Remark
}
