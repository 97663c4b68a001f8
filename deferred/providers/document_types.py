"""The types of document blocks, by the names of their shapes, for type checkers: those of the SDKs' own messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:  # an SDK that is not installed makes its types Any
    from anthropic.types import DocumentBlockParam, ImageBlockParam
    from google.genai.types import PartDict
    from openai.types.chat import ChatCompletionContentPartParam
    from openai.types.responses import ResponseInputFileParam, ResponseInputImageParam, ResponseInputTextParam

    CitableBlock: TypeAlias = DocumentBlockParam | ImageBlockParam
    ResponsesBlock: TypeAlias = ResponseInputTextParam | ResponseInputImageParam | ResponseInputFileParam
    ChatBlock: TypeAlias = ChatCompletionContentPartParam
    PartBlock: TypeAlias = PartDict
else:
    CitableBlock = ResponsesBlock = ChatBlock = PartBlock = dict[str, Any]

# The values that type checkers offer for `deferred.document(provider=...)`; they read literals only.
CitableName = Literal["anthropic"]
ResponsesName = Literal["openai"]
ChatName = Literal["openai-chat"]
PartName = Literal["google"]
