using System.Buffers;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// The bytes of a chunk's payslips and payments until they are written, in a few pooled pieces: as arrays of their own, those of the chunks that wait for the writer would be moved about by every collection.
/// </summary>
internal sealed class ChunkMemory : IDisposable
{
    private const int Piece = 256 * 1024;
    private readonly List<byte[]> _pieces = [];
    private int _used;

    public Memory<byte> Take(int length)
    {
        if (_pieces.Count == 0 || _pieces[^1].Length - _used < length)
        {
            _pieces.Add(ArrayPool<byte>.Shared.Rent(Math.Max(Piece, length)));
            _used = 0;
        }
        _used += length;
        return _pieces[^1].AsMemory(_used - length, length);
    }

    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        var kept = Take(bytes.Length);
        bytes.CopyTo(kept.Span);
        return kept;
    }

    public void Dispose()
    {
        foreach (var piece in _pieces) ArrayPool<byte>.Shared.Return(piece);
        _pieces.Clear();
    }
}
