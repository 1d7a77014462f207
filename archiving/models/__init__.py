"""What is kept: files, the evidence and captures they belong to, and the seals over them."""

from .blobs import Blob, BlobReference
from .captures import Capture, CaptureFile, CaptureWork
from .evidence import CardWork, Evidence, EvidenceReader, EvidenceText
from .seals import FileSeal, SealedRecord, SealMember

__all__ = [
    "Blob",
    "BlobReference",
    "Capture",
    "CaptureFile",
    "CaptureWork",
    "CardWork",
    "Evidence",
    "EvidenceReader",
    "EvidenceText",
    "FileSeal",
    "SealMember",
    "SealedRecord",
]
