"""What a report in Chinese is about, how urgent it is and who leads; with the reasons."""

from backend.domain.classification.deciding import classify as classify
from backend.domain.classification.model import Model as Model
from backend.domain.classification.model import parse_model as parse_model
from backend.domain.classification.model import train as train
from backend.domain.classification.reasons import Sentence as Sentence
from backend.domain.classification.reasons import why as why
from backend.domain.classification.records import Candidate as Candidate
from backend.domain.classification.records import Classification as Classification
from backend.domain.classification.records import ConsultReason as ConsultReason
from backend.domain.classification.records import Context as Context
from backend.domain.classification.records import Doubt as Doubt
from backend.domain.classification.records import Effect as Effect
from backend.domain.classification.records import Grading as Grading
from backend.domain.classification.records import Routing as Routing
from backend.domain.classification.records import Sensitive as Sensitive
from backend.domain.classification.records import Trigger as Trigger
from backend.domain.classification.rules import Rules as Rules
from backend.domain.classification.rules import RulesError as RulesError
from backend.domain.classification.rules import parse_rules as parse_rules
from backend.domain.classification.rules import silent_rows as silent_rows
from backend.domain.classification.text import Language as Language
from backend.domain.classification.text import Words as Words
from backend.domain.classification.text import parse_language as parse_language
